/**
 * The memory map of the machine. AssemblyScript and TypeScript both compile this file, so it holds plain numbers
 * only. Names that end in `_AT` are addresses in the module's linear memory.
 */

/** Bytes of a page, of guest RAM as well as of Sv32. */
export const PAGE_BYTES = 4096;

/** The guest physical address at which RAM begins. */
export const RAM_START = 0x80000000;

/** The most RAM that a machine can have, in bytes: 1024 MiB. */
export const RAM_BYTES_MAX = 0x40000000;

/** The guest physical address of the device block, which is one page long. */
export const DEVICES_START = 0x10000000;

/** The most instructions per second for which the guest's clock can be computed in 64 bits. */
export const INSTRUCTIONS_PER_SECOND_MAX = 1_000_000_000_000;

/** Ticks of the guest's `time` register in a second. */
export const TIME_FREQUENCY = 10_000_000;

// The state block: all that the guest can observe beside its RAM. It is the checkpoint that migrates.

/** Where the state block begins. */
export const STATE_AT = 0x1000;
/** Bytes of the state block; a multiple of 32, so that its hash can run on into RAM. */
export const STATE_BYTES = 0x600;

/** "QRLB" in the byte order of the guest; the state block and the device block both begin with it. */
export const MAGIC = 0x424c5251;
/** The version of the state block's format. */
export const STATE_VERSION = 1;

export const MAGIC_AT = 0x1000;
export const VERSION_AT = 0x1004;
export const RAM_BYTES_AT = 0x1008;
/** 64 bits. */
export const INSTRUCTIONS_PER_SECOND_AT = 0x1010;
/** 64 bits. */
export const CYCLE_AT = 0x1018;
/** Retired instructions, 64 bits. */
export const RETIRED_AT = 0x1020;
/** The `time` at which the timer interrupt becomes pending, 64 bits; all ones means never. */
export const COMPARE_AT = 0x1028;
export const PC_AT = 0x1030;
/** 0 in user mode, 1 in supervisor mode. */
export const PRIVILEGE_AT = 0x1034;
export const SSTATUS_AT = 0x1038;
export const SIE_AT = 0x103c;
export const STVEC_AT = 0x1040;
export const SSCRATCH_AT = 0x1044;
export const SEPC_AT = 0x1048;
export const SCAUSE_AT = 0x104c;
export const STVAL_AT = 0x1050;
/** The bits of `sip` that software sets; the timer's bit is computed. */
export const SIP_AT = 0x1054;
export const SATP_AT = 0x1058;
export const SCOUNTEREN_AT = 0x105c;
/** 1 while a reservation of `lr.w` is held. */
export const RESERVED_AT = 0x1060;
/** The physical address of the reservation, 0 without one. */
export const RESERVATION_AT = 0x1064;
/** 1 while the hart waits in `wfi`. */
export const WAITING_AT = 0x1068;
/** 1 after the guest has shut itself down. */
export const SHUT_DOWN_AT = 0x106c;
/** How many bytes wait in the console queue. */
export const CONSOLE_COUNT_AT = 0x1070;
/** x0 to x31, 32 bits each. */
export const REGISTERS_AT = 0x1080;
/** How many requests of the client wait. */
export const REQUEST_COUNT_AT = 0x1100;
/** The value and the checksum of the answer that the guest gives next. */
export const ANSWER_AT = 0x1104;
/** 1 after the host has changed a settings word, until the guest has taken note of it. */
export const SETTINGS_CHANGED_AT = 0x110c;
/** The framebuffer's address, width and height. */
export const FRAMEBUFFER_AT = 0x1110;
/** The settings words of the device block. */
export const SETTINGS_AT = 0x1140;
export const SETTINGS_WORDS = 16;
/** The requests that wait, oldest first; unused words are zero, so that equal queues are equal bytes. */
export const REQUESTS_AT = 0x1180;
/** A request is four words: its id, the operation, the key and the value. */
export const REQUEST_BYTES = 16;
export const REQUESTS_MAX = 8;
/** The console input, oldest byte first; unused bytes are zero, so that equal queues are equal bytes. */
export const CONSOLE_AT = 0x1200;
export const CONSOLE_BYTES = 1024;

// Everything below is derived or belongs to the host. The guest cannot observe it and it never migrates.

/** Takes what instructions write to x0. It lies near the registers, so that 16 bits address them all. */
export const SINK_AT = 0x1600;
/** One byte for every page of RAM: the `PAGE_*` bits. */
export const PAGE_FLAGS_AT = 0x10000;
/** One 16-bit number for every page of RAM: one more than its slot of decoded instructions, or 0. */
export const PAGE_SLOTS_AT = 0x50000;
/** Page numbers that a call hands to the host, 32 bits each; between calls the host may use the place as it likes. */
export const PAGE_LIST_AT = 0xd0000;
/** Bytes there: a word for each page of the largest RAM. */
export const SCRATCH_BYTES = 0x100000;
/** The pages that are marked as page tables, 32 bits each. */
export const TABLE_LIST_AT = 0x1d0000;
/** The addresses of all translations in use, 32 bits each. */
export const TRANSLATION_LIST_AT = 0x2d0000;
export const TRANSLATIONS_MAX = 0x10000;
/** Translations for reading, by virtual page: user, supervisor, supervisor with SUM. */
export const READ_TABLES_AT = 0x400000;
/** Translations for writing, in the same order. */
export const WRITE_TABLES_AT = 0x1000000;
/** Translations for fetching: user, supervisor. */
export const FETCH_TABLES_AT = 0x1c00000;
/** Bytes of one such table: 32 bits for each virtual page. */
export const TABLE_BYTES = 0x400000;
/** Decoded pages. */
export const SLOTS_AT = 0x2400000;
export const SLOT_COUNT = 1024;
/** Bytes of a decoded page: 1024 operations of 16 bytes, the step to the next page, and where its page lies. */
export const SLOT_BYTES = 16416;
/** The xxHash64 of every page of RAM, 64 bits each, as it was when it was last asked for. */
export const PAGE_HASHES_AT = 0x3410000;
/** Where guest RAM begins. It lies last because its length is chosen when a machine is made. */
export const RAM_AT = 0x3610000;

/** The page's bytes are here. */
export const PAGE_PRESENT = 1;
/** The guest wrote the page since the log was last collected. */
export const PAGE_DIRTY = 2;
/** The page has a slot of decoded instructions. */
export const PAGE_CODE = 4;
/** A translation in use was read from this page. */
export const PAGE_TABLE = 8;
/** The page's bytes or presence may have changed since the second log was last collected. */
export const PAGE_CHANGED = 16;
/** The page was written since it was last hashed. */
export const PAGE_UNHASHED = 32;
/** The page was written since it was last known to be all zero. */
export const PAGE_TOUCHED = 64;

// What `run` of the module returns.

/** All cycles have passed. */
export const EXIT_BUDGET = 0;
/** Enough for one call; the host calls again at once. */
export const EXIT_SLICE = 1;
export const EXIT_MISSING_PAGE = 2;
export const EXIT_CONSOLE = 3;
export const EXIT_DOORBELL = 4;
export const EXIT_SHUTDOWN = 5;
export const EXIT_ANSWER = 6;

/** The most instructions in one call of the module: V8 optimises a function only when it is entered again. */
export const SLICE_INSTRUCTIONS = 1_000_000;

export const ACCESS_READ = 0;
export const ACCESS_WRITE = 1;
export const ACCESS_FETCH = 2;

// How `setEngine` of the module may slow the machine down for tests and measurements.

/** Fetch, decode and execute every instruction anew. */
export const ENGINE_PLAIN = 1;
/** Walk the page tables at every access. */
export const ENGINE_UNCACHED = 2;
/** Decode pages in advance but never fuse two instructions. */
export const ENGINE_UNFUSED = 4;
