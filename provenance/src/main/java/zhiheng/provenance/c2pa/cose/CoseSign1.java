package zhiheng.provenance.c2pa.cose;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.provenance.c2pa.jumbf.Cbor;
import zhiheng.provenance.c2pa.jumbf.Tagged;

/**
 * A signature as COSE_Sign1 (RFC 9052, 4.2) whose payload lies elsewhere: the claim.
 *
 * @param protectedBytes the protected headers as they were signed
 * @param chain the signer's certificate first, then those above it (RFC 9360)
 */
public record CoseSign1(
        byte[] protectedBytes,
        @Nullable Object algorithm,
        List<X509Certificate> chain,
        Map<String, Object> open,
        byte[] signature) {
    private static final int MAX_CHAIN = 16;
    /** The one value for "nothing"; the parser takes others, such as "undefined", for the same. */
    private static final byte NIL = (byte) 0xf6;

    /** These bytes are no such signature; the message says why. */
    public static final class BadCose extends Exception {
        private static final long serialVersionUID = 1;

        BadCose(String message) {
            super(message);
        }
    }

    public static CoseSign1 read(byte[] bytes) throws BadCose {
        var whole = cbor(bytes);
        if (!(whole instanceof Tagged(int tag, Object value) && tag == 18)
                || !(value instanceof List<?> parts)
                || parts.size() != 4
                || !(parts.get(0) instanceof byte[] protectedBytes)
                || !(parts.get(1) instanceof Map<?, ?> open)
                || !(parts.get(3) instanceof byte[] signature)) {
            throw new BadCose("this is no COSE_Sign1");
        }
        int payload = bytes.length - Cbor.write(signature).length - 1;
        if (parts.get(2) != null || payload < 0 || bytes[payload] != NIL) {
            throw new BadCose("the payload must lie outside");
        }
        if (!(cbor(protectedBytes) instanceof Map<?, ?> headers)) {
            throw new BadCose("the protected headers are no map");
        }
        var unprotected = texts(open);
        var chain = first(headers.get("33"), headers.get("x5chain"), open.get("33"), open.get("x5chain"));
        return new CoseSign1(protectedBytes, headers.get("1"), certificates(chain), unprotected, signature);
    }

    private static @Nullable Object cbor(byte[] bytes) throws BadCose {
        try {
            return Cbor.read(bytes);
        } catch (Cbor.BadCbor e) {
            throw new BadCose(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Object> texts(Map<?, ?> map) {
        var texts = new LinkedHashMap<String, Object>();
        map.forEach((name, value) -> {
            if (value != null) {
                texts.put(String.valueOf(name), value);
            }
        });
        return texts;
    }

    private static @Nullable Object first(@Nullable Object... values) {
        for (var value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static List<X509Certificate> certificates(@Nullable Object chain) throws BadCose {
        List<?> encoded = chain instanceof List<?> list ? list : chain == null ? List.of() : List.of(chain);
        if (encoded.isEmpty() || encoded.size() > MAX_CHAIN) {
            throw new BadCose("there is no chain of certificates, or too long a one");
        }
        var certificates = new ArrayList<X509Certificate>();
        for (var one : encoded) {
            if (!(one instanceof byte[] der)) {
                throw new BadCose("a certificate is no bytes");
            }
            try {
                certificates.add((X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
            } catch (CertificateException e) {
                throw new BadCose("a certificate cannot be read");
            }
        }
        return List.copyOf(certificates);
    }

    public Optional<CoseAlgorithm> knownAlgorithm() {
        return CoseAlgorithm.of(algorithm);
    }

    public X509Certificate signer() {
        return chain.getFirst();
    }

    /** Whether the signer's key signed this claim. */
    public boolean signs(byte[] claim) {
        return knownAlgorithm()
                .filter(a ->
                        a.verifies(signer().getPublicKey(), structure("Signature1", protectedBytes, claim), signature))
                .isPresent();
    }

    /** What is signed (RFC 9052, 4.4), here and by an authority that stamps the time. */
    static byte[] structure(String context, byte[] protectedBytes, byte[] payload) {
        return Cbor.write(List.of(context, protectedBytes, new byte[0], payload));
    }
}
