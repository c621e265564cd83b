package zhiheng.office.dossier;

import java.time.LocalDate;
import zhiheng.office.acts.ActTx;
import zhiheng.office.acts.Port;
import zhiheng.office.acts.Transactions;
import zhiheng.office.duties.DutyStates;
import zhiheng.office.duties.DutyTx;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.registry.Evaluations;
import zhiheng.office.registry.Registry;
import zhiheng.office.registry.SystemTx;
import zhiheng.packs.LegalDays;

/** Puts dossiers together. */
public final class Dossiers {
    /** Newest acts shown in a dossier. */
    private static final int HISTORY = 1000;

    private final Transactions store;
    private final Port<? extends SystemTx> systems;
    private final Port<? extends DutyTx> duties;
    private final Port<? extends ActTx> acts;
    private final Evaluations evaluations;

    public Dossiers(
            Transactions store,
            Port<? extends SystemTx> systems,
            Port<? extends DutyTx> duties,
            Port<? extends ActTx> acts,
            Evaluations evaluations) {
        this.store = store;
        this.systems = systems;
        this.duties = duties;
        this.acts = acts;
        this.evaluations = evaluations;
    }

    /** The dossier of one system, as it stands on a day, the same for all laws. */
    public Dossier of(Actor actor, String systemId, LocalDate asOf) {
        return of(actor, systemId, LegalDays.on(asOf));
    }

    /** The dossier of one system, each law on its day. */
    public Dossier of(Actor actor, String systemId, LegalDays days) {
        return store.read(tx -> {
            var system = Registry.seen(systems.in(tx), actor, systemId);
            var finding = evaluations.finding(system, days);
            var tracked = DutyStates.of(evaluations.library(), finding, duties.in(tx), systemId, days);
            var history = acts.in(tx).acts(systemId, HISTORY).stream()
                    .map(Dossier.Act::of)
                    .toList();
            var org = systems.in(tx).org(system.orgId()).orElseThrow(Access::notFound);
            return new Dossier(
                    system, org, days, finding, tracked, duties.in(tx).events(systemId), history);
        });
    }
}
