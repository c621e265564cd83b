package zhiheng.server.rooms.gateway;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.gateway.ContentSigner;
import zhiheng.provenance.c2pa.C2paSigner;
import zhiheng.provenance.c2pa.Claimed;
import zhiheng.server.ground.Release;
import zhiheng.server.ground.signing.OperatorKey;

/**
 * Signs what the gateway labelled: made by a trained model, by the name that the caller asked for. A content that its maker signed
 * keeps that manifest as the parent of the new one, judged as it came, and the label is what was changed since.
 */
public final class AnswerSigner implements ContentSigner {
    private static final int LONGEST_NAME = 200;

    private final C2paSigner signer;
    private final Claimed claimed = Claimed.generated(Release.number());

    private AnswerSigner(C2paSigner signer) {
        this.signer = signer;
    }

    /** Null where the operator gave no key. */
    public static @Nullable ContentSigner of(OperatorKey key, Clock clock) {
        Optional<ContentSigner> signer = key.signer(clock).map(AnswerSigner::new);
        return signer.orElse(null);
    }

    @Override
    public Outcome sign(byte[] came, byte[] labelled, String model) {
        if (!signer.signs(labelled)) {
            return new Outcome.NoPlace();
        }
        var name = model.replaceAll("\\p{Cntrl}|\\p{Cf}", "");
        var named = name.isEmpty()
                ? claimed
                : claimed.by(name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name);
        try {
            return new Outcome.Signed(signer.sign(labelled, came, named.after("c2pa.edited.metadata")));
        } catch (Refusal e) {
            return new Outcome.Failed(e.text());
        }
    }
}
