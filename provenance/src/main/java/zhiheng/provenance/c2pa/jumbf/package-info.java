/** The boxes of ISO/IEC 19566-5 (JUMBF) and the CBOR of RFC 8949 inside them. */
@NullMarked
package zhiheng.provenance.c2pa.jumbf;

import org.jspecify.annotations.NullMarked;
