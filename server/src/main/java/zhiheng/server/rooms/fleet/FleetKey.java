package zhiheng.server.rooms.fleet;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import zhiheng.office.OfficeStore;
import zhiheng.server.rooms.traffic.Vault;

/**
 * By which gateways know that a word is the office's: Ed25519 (RFC 8032), one key of the installation, kept in the database under the
 * vault's key. Its fingerprint stands in each token by which a gateway enrols, so whoever hands over the token vouches for the key.
 */
final class FleetKey {
    private static final String ALGORITHM = "Ed25519";
    private static final String PLACE = "fleet key";
    private static final int FINGERPRINT_BYTES = 16;
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final String publicKey;
    private final PrivateKey privateKey;

    private FleetKey(String publicKey, PrivateKey privateKey) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
    }

    /** Opens the key, or makes one where there is none; of two servers that make one at once, one's is kept. */
    static FleetKey open(OfficeStore store, Vault vault) {
        try {
            if (store.read(tx -> FleetSql.in(tx).key()).isEmpty()) {
                var pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
                var locked = vault.lock(BASE64.encodeToString(pair.getPrivate().getEncoded()), PLACE);
                var open = BASE64.encodeToString(pair.getPublic().getEncoded());
                store.write(tx -> {
                    FleetSql.in(tx).addKey(open, locked);
                    return open;
                });
            }
            var kept = store.read(tx -> FleetSql.in(tx).key()).orElseThrow();
            var encoded = Base64.getDecoder().decode(vault.unlock(kept[1], PLACE));
            return new FleetKey(
                    kept[0], KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String publicKey() {
        return publicKey;
    }

    String fingerprint() {
        return fingerprint(publicKey);
    }

    /** Of a public key, as tokens have it: the first 16 bytes of its SHA-256. */
    static String fingerprint(String publicKey) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(publicKey.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, FINGERPRINT_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String sign(byte[] message) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(message);
            return BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean verify(String publicKey, byte[] message, String signed) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey))));
            signature.update(message);
            return signature.verify(Base64.getDecoder().decode(signed));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false; // what cannot be read is no signature
        }
    }
}
