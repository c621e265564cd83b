package zhiheng.server.rooms.supervision;

import java.time.LocalDate;
import java.util.List;

/**
 * A visit, survey, meeting or form.
 *
 * @param org the department that it was about
 * @param minutes what it cost those who were visited or asked
 * @param became what its findings became, {@code need/ID} or {@code node/ID}; empty: it led to nothing
 */
record SupervisionAct(
        String id, String org, Sort sort, LocalDate held, int minutes, String purpose, List<String> became) {
    enum Sort {
        VISIT,
        SURVEY,
        MEETING,
        FORM
    }
}
