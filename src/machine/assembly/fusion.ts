export function fuse(at: usize): void {}
