package zhiheng.server.rooms.duties;

import java.time.LocalDate;
import java.util.Map;
import zhiheng.office.duties.DutyRow;
import zhiheng.office.registry.DutyState;
import zhiheng.packs.LegalDays;
import zhiheng.packs.Nature;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Owed;
import zhiheng.server.ground.page.State;
import zhiheng.server.rooms.dossier.DutyWords;

/**
 * One duty of one system as a line of a list.
 *
 * @param key system, duty and version, for forms that change many; "" for what no form here changes
 * @param day its last day, else the day on which it begins to bind, else ""; {@code left} says how far off
 * @param provisional whether it rests on an exception not yet ruled out
 * @param guidance whether no law asks it
 * @param zone by whose days {@code day} counts
 * @param starts whether {@code day} is the day on which it begins to bind
 */
public record WorkRow(
        String key,
        String title,
        String href,
        String id,
        String law,
        String system,
        String systemHref,
        String org,
        String day,
        String left,
        boolean starts,
        String owner,
        State state,
        boolean provisional,
        boolean guidance,
        String zone) {

    /** What a row is of, whatever its version: system and duty. */
    public String what() {
        return what(key);
    }

    /** @param key see {@link WorkRow} */
    static String what(String key) {
        var parts = key.split(" ", 3);
        return parts[0] + " " + parts[parts.length - 1];
    }

    /** What is owed beside the duties: it is changed on its own page, so nothing here can be ticked; its days are the office's. */
    public static WorkRow of(Lexicon lexicon, Owed owed, LocalDate today) {
        var state = owed.late(today) ? DutyState.OVERDUE : DutyState.IN_PROGRESS;
        return new WorkRow(
                "",
                owed.title(),
                owed.href(),
                lexicon.words.t(owed.kind()),
                owed.from(),
                owed.system(),
                "/systems/" + owed.systemId(),
                owed.org(),
                owed.due().toString(),
                lexicon.left(owed.due(), today),
                false,
                owed.owner(),
                DutyWords.state(lexicon.words, Nature.CONTINUOUS, state, DutyState.IN_PROGRESS),
                false,
                false,
                "");
    }

    /**
     * @param days today by each law
     * @param names of people by id, as far as the reader may know them
     */
    public static WorkRow of(
            Lexicon lexicon, PackLibrary library, DutyRow row, LegalDays days, Map<String, String> names) {
        var line = row.line();
        var today = days.of(line.pack());
        var head = library.duty(line.pack(), line.duty());
        var title = head == null ? line.duty() : lexicon.words.t(head.title());
        boolean starts = line.due() == null && line.from().isAfter(today);
        var day = starts ? line.from() : line.due();
        var state = line.overdue(today) ? DutyState.OVERDUE : line.state();
        var href = "/systems/" + row.systemId();
        return new WorkRow(
                row.systemId() + " " + line.version() + " " + line.duty(),
                title,
                href + "/duties/" + line.duty(),
                line.duty(),
                lexicon.pack(line.pack()),
                row.systemName(),
                href,
                row.orgName(),
                day == null ? "" : day.toString(),
                day == null || !line.state().pending() ? "" : lexicon.left(day, today),
                starts,
                (names.getOrDefault(line.assignee(), "") + " " + line.owner()).strip(),
                DutyWords.state(lexicon.words, head == null ? Nature.CONTINUOUS : head.nature(), state, line.state()),
                line.provisional(),
                !line.obligation(),
                lexicon.lawZone(line.pack()));
    }
}
