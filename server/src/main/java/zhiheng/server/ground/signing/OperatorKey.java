package zhiheng.server.ground.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.provenance.c2pa.C2paSigner;
import zhiheng.provenance.c2pa.cose.SigningKey;
import zhiheng.server.ground.Check;

/** The operator's key for C2PA and its certificates, in files that only the operator names. Read once, and never shown or logged. */
public final class OperatorKey {
    /** The variables that name the files. */
    public static final String KEY = "ZHIHENG_C2PA_KEY";

    public static final String CHAIN = "ZHIHENG_C2PA_CHAIN";
    /** Of an operator who signs nothing. */
    public static final OperatorKey NONE = new OperatorKey(null, null);

    private static final int LARGEST = 1 << 20;
    private static final Duration SOON = Duration.ofDays(14);

    private final @Nullable Path key;
    private final @Nullable Path chain;
    private @Nullable C2paSigner signer;

    private OperatorKey(@Nullable Path key, @Nullable Path chain) {
        this.key = key;
        this.chain = chain;
    }

    /** From ZHIHENG_C2PA_KEY and ZHIHENG_C2PA_CHAIN; nothing is opened. */
    public static OperatorKey of(Map<String, String> environment) {
        var key = environment.getOrDefault(KEY, "").strip();
        var chain = environment.getOrDefault(CHAIN, "").strip();
        if (key.isEmpty() != chain.isEmpty()) {
            throw Refusal.invalid("--c2pa-key 与 --c2pa-chain 须同时给出。", "--c2pa-key and --c2pa-chain go together.");
        }
        return key.isEmpty() ? NONE : new OperatorKey(Path.of(key), Path.of(chain));
    }

    /** What signs; empty where no key was given. A key that cannot be used is refused: who opens with it does not start. */
    public synchronized Optional<C2paSigner> signer(Clock clock) {
        if (key == null || chain == null) {
            return Optional.empty();
        }
        var opened = signer;
        if (opened == null) {
            opened = new C2paSigner(SigningKey.pem(read(key), read(chain), clock.instant()), clock);
            signer = opened;
        }
        return Optional.of(opened);
    }

    private static byte[] read(Path file) {
        try {
            if (Files.size(file) <= LARGEST) {
                return Files.readAllBytes(file);
            }
        } catch (IOException e) {
            // said below
        }
        throw Refusal.invalid("无法读取签名用的 PEM 文件。", "A PEM file to sign with cannot be read.")
                .at(file.toString());
    }

    /** Whether the certificate still signs, and will for a while. */
    public Optional<Check> check(Clock clock) {
        return signer(clock)
                .map(opened -> new Check("c2pa", false, () -> {
                    var until = opened.until();
                    return clock.instant().plus(SOON).isAfter(until)
                            ? Optional.of(new Text(
                                    "C2PA 签名证书有效至 " + until + "，此后不再签名；请更换证书并重启。",
                                    "The certificate for C2PA is valid until " + until
                                            + " and signs nothing after that; give a" + " new one and start again."))
                            : Optional.empty();
                }));
    }
}
