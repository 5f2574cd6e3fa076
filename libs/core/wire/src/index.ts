// Decoding of the kernel's binary records from bytes to columns.
export {};
