package zhiheng.server.rooms.ledger;

import org.jspecify.annotations.Nullable;
import zhiheng.ledger.Ledger;
import zhiheng.ledger.LedgerException;
import zhiheng.ledger.WitnessClient;

/** The newest checkpoint for what leaves the house: cosigned where there is a witness that answers; one that does not holds nothing up. */
public record Cosigning(Ledger ledger, @Nullable WitnessClient witness) {
    private static final System.Logger LOG = System.getLogger(Cosigning.class.getName());

    public static Cosigning of(Ledger ledger, Publicity publicity) {
        var witness = publicity.witness();
        return new Cosigning(ledger, witness == null ? null : new WitnessClient(witness, publicity.witnessKey()));
    }

    public String checkpoint() {
        var plain = ledger.checkpoint();
        if (witness == null) {
            return plain;
        }
        try {
            return witness.cosign(ledger);
        } catch (LedgerException e) {
            LOG.log(System.Logger.Level.WARNING, "what goes out has no cosignature: {0}", e.getMessage());
            return plain;
        }
    }
}
