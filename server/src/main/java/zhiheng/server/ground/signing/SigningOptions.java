package zhiheng.server.ground.signing;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command names the {@link OperatorKey}; over what the environment names. */
public final class SigningOptions {
    @Option(
            names = "--c2pa-key",
            paramLabel = "PEM",
            description =
                    "private key without a passphrase that content is signed with (C2PA): pictures and sounds that"
                            + " the gateway labels, and where there are pages files on the labels page; also"
                            + " ZHIHENG_C2PA_KEY")
    @Nullable
    Path key;

    @Option(
            names = "--c2pa-chain",
            paramLabel = "PEM",
            description = "the certificate of --c2pa-key, then those above it; also ZHIHENG_C2PA_CHAIN")
    @Nullable
    Path chain;

    /** @param settings by the names of variables of the environment */
    public void into(Map<String, String> settings) {
        if (key != null) {
            settings.put(OperatorKey.KEY, key.toString());
        }
        if (chain != null) {
            settings.put(OperatorKey.CHAIN, chain.toString());
        }
    }
}
