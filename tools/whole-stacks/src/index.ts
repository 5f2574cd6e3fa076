// Holds the share of whole stacks in recordings of native code, Node and Python: see the test beside.
export {};
