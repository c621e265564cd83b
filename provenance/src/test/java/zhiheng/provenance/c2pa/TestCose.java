package zhiheng.provenance.c2pa;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import zhiheng.provenance.c2pa.jumbf.Cbor;
import zhiheng.provenance.c2pa.jumbf.Tagged;

/** COSE_Sign1 with ES256 for any certificate, also those that the signer refuses. */
final class TestCose {
    private TestCose() {}

    static byte[] protectedBytes(List<X509Certificate> chain) {
        try {
            var encoded = new ArrayList<byte[]>();
            for (var one : chain) {
                encoded.add(one.getEncoded());
            }
            var headers = new LinkedHashMap<Object, Object>();
            headers.put(1L, -7L);
            headers.put(33L, encoded);
            return Cbor.write(headers);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] structure(String context, byte[] protectedBytes, byte[] payload) {
        return Cbor.write(List.of(context, protectedBytes, new byte[0], payload));
    }

    static byte[] sign(TestKeys.Issued issued, byte[] claim) {
        return sign(issued.key(), issued.chain(), claim, signature -> Map.of());
    }

    /** @param open the headers that are not signed, from the signature */
    static byte[] sign(
            PrivateKey key, List<X509Certificate> chain, byte[] claim, Function<byte[], Map<String, Object>> open) {
        try {
            var headers = protectedBytes(chain);
            var signer = Signature.getInstance("SHA256withECDSAinP1363Format");
            signer.initSign(key);
            signer.update(structure("Signature1", headers, claim));
            var signature = signer.sign();
            var parts = new ArrayList<Object>();
            parts.add(headers);
            parts.add(open.apply(signature));
            parts.add(null);
            parts.add(signature);
            return Cbor.write(new Tagged(18, parts));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
