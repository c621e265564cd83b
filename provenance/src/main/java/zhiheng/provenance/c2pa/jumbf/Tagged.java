package zhiheng.provenance.c2pa.jumbf;

import org.jspecify.annotations.Nullable;

/** A CBOR value under a tag (RFC 8949, 3.4). */
public record Tagged(int tag, @Nullable Object value) {}
