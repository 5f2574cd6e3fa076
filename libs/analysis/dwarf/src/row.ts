/** How the caller's value of a register is found. */
export const rule = {
  unspecified: 0,
  undefined: 1,
  sameValue: 2,
  /** Saved at CFA + value. */
  offset: 3,
  /** Is CFA + value. */
  valueOffset: 4,
  /** Is in register `value`. */
  register: 5,
  /** Saved at the address that the expression gives, which is handed the CFA. */
  expression: 6,
  /** Is what the expression gives. */
  valueExpression: 7,
} as const;

/** DWARF numbers of x86-64 registers. see: x86-64 psABI, "DWARF Register Number Mapping" */
export const register = { rbx: 3, rbp: 6, rsp: 7, returnAddress: 16 } as const;
export const registerCount = 17;

/** One row of the table that call frame information describes: how to get from a function to its caller. */
export interface Row {
  /** -1 where the CFA is given by `cfaExpression`. */
  cfaRegister: number;
  cfaOffset: number;
  cfaExpression: Uint8Array | null;
  /** By register number, see `rule`. */
  readonly rules: Uint8Array;
  readonly values: Float64Array;
  readonly expressions: (Uint8Array | null)[];
  signalFrame: boolean;
}

export function emptyRow(signalFrame: boolean): Row {
  return {
    cfaRegister: 0,
    cfaOffset: 0,
    cfaExpression: null,
    rules: new Uint8Array(registerCount),
    values: new Float64Array(registerCount),
    expressions: new Array<Uint8Array | null>(registerCount).fill(null),
    signalFrame,
  };
}

/** The row of code that moved the stack pointer down by so many bytes and saved no register. */
export function stackPointerRow(bytes: number): Row {
  const row = emptyRow(false);
  row.cfaRegister = register.rsp;
  row.cfaOffset = bytes + 8;
  row.rules[register.returnAddress] = rule.offset;
  row.values[register.returnAddress] = -8;
  return row;
}

export function copyRow(row: Row): Row {
  return { ...row, rules: row.rules.slice(), values: row.values.slice(), expressions: [...row.expressions] };
}
