package zhiheng.labels;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import zhiheng.labels.format.LenientJson;
import zhiheng.labels.label.ContentLabel;

/**
 * The producer's signature over its part of a label, SM3 with SM2, kept in ReservedCode1 (TC260-PG-202511A, Appendix A.1).
 * It binds the label's words, not the media. Real files spell it in many ways, so a signature that does not check is
 * "unverifiable", never "forged".
 */
public final class Integrity {
    private static final String SM3_WITH_SM2 = "1.2.156.10197.1.501";
    private static final byte[] USER = "1234567812345678".getBytes(StandardCharsets.US_ASCII);
    private static final ECDomainParameters CURVE = curve();

    /** How far a signature can be trusted. */
    public enum Level {
        /** It checks against a key the reader already held. */
        VERIFIED,
        /** It checks against the key it brought along, which anyone could have made. */
        SELF_CONSISTENT,
        /** There is none, or it cannot be checked. */
        UNVERIFIABLE;

        /** The name used in reports. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private Integrity() {}

    /** The public key, {@code 04‖x‖y} in hexadecimal, of a private key. */
    public static String publicKey(BigInteger privateKey) {
        var point = new FixedPointCombMultiplier()
                .multiply(CURVE.getG(), privateKey)
                .normalize();
        return HexFormat.of().withUpperCase().formatHex(point.getEncoded(false));
    }

    /** The label with its signature in ReservedCode1. */
    public static ContentLabel sign(ContentLabel label, BigInteger privateKey, SecureRandom random) {
        var signer = new SM2Signer();
        var key = new ParametersWithRandom(new ECPrivateKeyParameters(privateKey, CURVE), random);
        signer.init(true, new ParametersWithID(key, USER));
        byte[] message = message(label);
        signer.update(message, 0, message.length);
        try {
            String signature = HexFormat.of().withUpperCase().formatHex(signer.generateSignature());
            return label.withReservedCode1(
                    "{\"SecurityData\":{\"Type\":\"TC260PG\",\"Version\":1,\"PubSD\":[{\"Type\":\"DS\",\"AlgID\":\""
                            + SM3_WITH_SM2 + "\",\"TBSData\":{\"Type\":\"Md\"},\"Signature\":\"" + signature
                            + "\"},{\"Type\":\"PubKey\",\"AlgID\":\"" + SM3_WITH_SM2 + "\",\"KeyValue\":\""
                            + publicKey(privateKey) + "\"}],\"Bindings\":[]}}");
        } catch (CryptoException e) {
            throw new IllegalArgumentException("the private key cannot sign: " + e.getMessage(), e);
        }
    }

    /** @param pinned public keys the reader trusts for this producer, as {@link #publicKey} gives them */
    public static Level verify(ContentLabel label, Set<String> pinned) {
        try {
            if (!(LenientJson.parse(label.reservedCode1()) instanceof Map<?, ?> outer)
                    || !(outer.get("SecurityData") instanceof Map<?, ?> data)
                    || !(data.get("PubSD") instanceof List<?> parts)) {
                return Level.UNVERIFIABLE;
            }
            String signature = value(parts, "DS", "Signature");
            if (!SM3_WITH_SM2.equals(value(parts, "DS", "AlgID"))) {
                return Level.UNVERIFIABLE;
            }
            for (String key : pinned) {
                if (checks(label, signature, key)) {
                    return Level.VERIFIED;
                }
            }
            return checks(label, signature, value(parts, "PubKey", "KeyValue"))
                    ? Level.SELF_CONSISTENT
                    : Level.UNVERIFIABLE;
        } catch (RuntimeException e) { // whatever a stranger put there
            return Level.UNVERIFIABLE;
        }
    }

    private static String value(List<?> parts, String type, String key) {
        for (Object part : parts) {
            if (part instanceof Map<?, ?> map && type.equals(map.get("Type")) && map.get(key) instanceof String s) {
                return s;
            }
        }
        return "";
    }

    private static boolean checks(ContentLabel label, String signature, String key) {
        byte[] message = message(label);
        for (byte[] encoded : encodings(HexFormat.of().parseHex(key))) {
            var signer = new SM2Signer();
            signer.init(
                    false,
                    new ParametersWithID(
                            new ECPublicKeyParameters(CURVE.getCurve().decodePoint(encoded), CURVE), USER));
            signer.update(message, 0, message.length);
            if (signer.verifySignature(HexFormat.of().parseHex(signature))) {
                return true;
            }
        }
        return false;
    }

    /** Keys come as a point, as {@code 00‖x} without the sign of y, or wrapped in DER that ends with the point. */
    private static List<byte[]> encodings(byte[] key) {
        var list = new ArrayList<byte[]>();
        if (key.length == 33 && key[0] == 0) {
            for (byte sign = 2; sign <= 3; sign++) {
                byte[] point = key.clone();
                point[0] = sign;
                list.add(point);
            }
        } else if (key.length > 65) {
            list.add(java.util.Arrays.copyOfRange(key, key.length - 65, key.length));
        } else if (key.length > 0) {
            list.add(key);
        }
        return list;
    }

    private static byte[] message(ContentLabel label) {
        return ("\"Label\":\"" + label.label().value() + "\",\"ContentProducer\":\"" + label.contentProducer()
                        + "\",\"ProduceID\":\"" + label.produceId() + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static ECDomainParameters curve() {
        X9ECParameters p = GMNamedCurves.getByName("sm2p256v1");
        return new ECDomainParameters(p.getCurve(), p.getG(), p.getN(), p.getH());
    }
}
