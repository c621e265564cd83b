package zhiheng.server.rooms.duties;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.List;
import java.util.Map;
import zhiheng.office.Office;
import zhiheng.office.duties.DutyRow;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.http.Reply;

/** Duties of all systems over REST, with the filters of the page. */
public record DutyListApi(Office office) {
    List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/v1/duties", call -> {
            var query = DutyFilter.ofRest(call::query)
                    .query(call.actor(), office.days(), call.query("cursor"), call.limit());
            return Reply.json(JsonOut.page(office.duties().list(call.actor(), query), this::row));
        }));
    }

    /** A duty of the list as JSON. */
    public Map<String, Object> row(DutyRow row) {
        var line = row.line();
        return map(
                "systemId", row.systemId(),
                "system", row.systemName(),
                "orgId", row.orgId(),
                "org", row.orgName(),
                "pack", line.pack(),
                "duty", line.duty(),
                "force", line.obligation() ? "law" : "guidance",
                "state", line.overdue(office.days().of(line.pack())) ? "OVERDUE" : line.state(),
                "standing", line.state(),
                "from", line.from(),
                "due", line.due(),
                "zone", office.zone(line.pack()).getId(),
                "provisional", line.provisional(),
                "owner", line.owner(),
                "assignee", line.assignee().isEmpty() ? null : line.assignee(),
                "version", line.version());
    }
}
