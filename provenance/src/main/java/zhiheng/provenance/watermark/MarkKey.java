package zhiheng.provenance.watermark;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret from which the patterns of a mark are drawn: who does not have it can neither write a mark that is found nor find one. Who has
 * it can do both, so a mark says that a holder of the key made it, and only the ledger says when and what.
 */
public final class MarkKey {
    /** In bytes. */
    public static final int LENGTH = 32;

    private final byte[] secret;

    private MarkKey(byte[] secret) {
        this.secret = secret;
    }

    /** @throws IllegalArgumentException unless it has {@value #LENGTH} bytes */
    public static MarkKey of(byte[] secret) {
        if (secret.length != LENGTH) {
            throw new IllegalArgumentException("a key of marks has " + LENGTH + " bytes");
        }
        return new MarkKey(secret.clone());
    }

    /** The name under which a key may be spoken of: it tells nothing of the key. */
    public String name() {
        return HexFormat.of().formatHex(hmac("name"), 0, 4);
    }

    /** Numbers drawn from the key for one purpose, the same each time. */
    Draw draw(String purpose) {
        return new Draw(hmac(purpose));
    }

    private byte[] hmac(String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(("zhiheng mark 1: " + purpose).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "key of marks " + name();
    }

    /** The key stream of AES-256 in counter mode, as numbers. */
    static final class Draw {
        private static final int PAGE = 4_096;
        private final Cipher cipher;
        private ByteBuffer page = ByteBuffer.allocate(0);

        private Draw(byte[] seed) {
            try {
                cipher = Cipher.getInstance("AES/CTR/NoPadding");
                cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(seed, "AES"), new IvParameterSpec(new byte[16]));
                Arrays.fill(seed, (byte) 0);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        int bits() {
            if (page.remaining() < Integer.BYTES) {
                page = ByteBuffer.wrap(cipher.update(new byte[PAGE]));
            }
            return page.getInt();
        }

        /** From 0 up to, not including, {@code bound}; that some are likelier by {@code bound} in 2^31 does not matter here. */
        int below(int bound) {
            return (bits() >>> 1) % bound;
        }

        boolean coin() {
            return bits() < 0;
        }

        /** From 0 up to, not including, 1. */
        double unit() {
            return (bits() >>> 1) / 0x1p31;
        }

        /** The numbers from 0 up to {@code many} in an order of the key's. */
        int[] order(int many) {
            var order = new int[many];
            for (int i = 0; i < many; i++) {
                int j = below(i + 1);
                order[i] = order[j];
                order[j] = i;
            }
            return order;
        }
    }
}
