package zhiheng.provenance.c2pa.carrier;

import zhiheng.provenance.c2pa.bytes.BadAsset;
import zhiheng.provenance.c2pa.status.StatusCode;

/** A place for a manifest store is there and holds none that can be read, for which the specification has a code. */
public final class BadStore extends BadAsset {
    private static final long serialVersionUID = 1;
    private final StatusCode code;

    BadStore(StatusCode code) {
        super(code.meaning().zh(), code.meaning().en());
        this.code = code;
    }

    public StatusCode code() {
        return code;
    }
}
