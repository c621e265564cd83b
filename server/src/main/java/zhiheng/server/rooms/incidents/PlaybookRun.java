package zhiheng.server.rooms.incidents;

import java.time.Instant;
import zhiheng.cases.cacao.Playbook;
import zhiheng.cases.cacao.Run;

/** A playbook that is run in the room of an incident, as it was when the run began. {@code seq}: how often it moved. */
record PlaybookRun(String id, String incident, Playbook playbook, Run run, long seq, Instant begun, Instant moved) {}
