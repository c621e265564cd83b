/** Signatures: COSE_Sign1 (RFC 9052), certificates (RFC 5280), time stamps (RFC 3161). */
@NullMarked
package zhiheng.provenance.c2pa.cose;

import org.jspecify.annotations.NullMarked;
