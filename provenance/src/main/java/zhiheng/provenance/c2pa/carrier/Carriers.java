package zhiheng.provenance.c2pa.carrier;

import java.io.IOException;
import java.util.Optional;
import zhiheng.provenance.c2pa.bytes.Asset;

/** Which carrier a file is, by its first bytes. */
public enum Carriers {
    JPEG("image/jpeg", new Jpeg()),
    PNG("image/png", new Png());

    private final String mediaType;
    private final Carrier carrier;

    Carriers(String mediaType, Carrier carrier) {
        this.mediaType = mediaType;
        this.carrier = carrier;
    }

    public String mediaType() {
        return mediaType;
    }

    public Carrier carrier() {
        return carrier;
    }

    public static Optional<Carriers> of(Asset in) throws IOException {
        if (in.matches(0, "\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (in.matches(0, "\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        }
        return Optional.empty();
    }
}
