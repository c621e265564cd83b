package zhiheng.office.acts;

/** An act as stored; {@code ledgerIndex} is -1 until it is in the ledger. */
public record ActRow(Act act, long ledgerIndex) {}
