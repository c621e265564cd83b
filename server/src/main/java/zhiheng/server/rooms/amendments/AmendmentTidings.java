package zhiheng.server.rooms.amendments;

import java.time.Duration;
import java.util.List;
import zhiheng.base.Text;
import zhiheng.office.OfficeStore;
import zhiheng.server.ground.tell.Audience;
import zhiheng.server.ground.tell.Tiding;
import zhiheng.server.ground.tell.Tidings;

/** A notice of changed law reaches the people of its organisation. */
record AmendmentTidings(OfficeStore store) implements Tidings {
    private static final int MOST = 200;

    @Override
    public String name() {
        return "amendments";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Look look(String place, Window window) {
        var notices = store.read(tx -> AmendmentRows.in(tx).noticesAfter(place, MOST));
        List<Tiding> found = notices.stream()
                .filter(n -> !n.read())
                .map(AmendmentTidings::told)
                .toList();
        return notices.isEmpty()
                ? new Look(found, place, false)
                : new Look(found, notices.getLast().id(), notices.size() == MOST);
    }

    private static Tiding told(LawNotice n) {
        return new Tiding(
                Tiding.Kind.DUTY,
                "law/" + n.id(),
                "told",
                false,
                new Text("法规变更：" + n.systemName(), "The law changed: " + n.systemName()),
                new Text(
                        "义务变化 " + n.news().size() + " 项，请阅读并确认",
                        "Duties that differ: " + n.news().size() + ", to read and confirm"),
                "/amendments/" + n.id(),
                Audience.of(n.org()),
                null);
    }
}
