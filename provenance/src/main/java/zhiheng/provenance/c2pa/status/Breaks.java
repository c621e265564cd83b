package zhiheng.provenance.c2pa.status;

/** What a finding takes away from a manifest; the specification keeps the three apart (C2PA 2.2, 14.3). */
public enum Breaks {
    /** Nothing: a success, or a piece of information. */
    NOTHING,
    /** Its signer is not on the reader's list; what was signed may still be whole. */
    TRUST,
    /** A signature, a hash or a rule does not hold. */
    VALIDITY,
    /** It cannot be read as what the specification describes. */
    FORM
}
