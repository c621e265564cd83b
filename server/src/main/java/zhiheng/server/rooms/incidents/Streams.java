package zhiheng.server.rooms.incidents;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Set;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.page.EventStreams;

/** Tells browsers what is put on record in rooms of incidents; the ids of events are those of the entries. */
final class Streams implements AutoCloseable {
    static final int MOST_ROOMS = EventStreams.MOST_ROOMS;

    private final EventStreams streams;

    Streams(Vertx vertx) {
        streams = new EventStreams(vertx);
    }

    private static EventStreams.Event event(Entry e) {
        return EventStreams.event(e.id(), JsonOut.compact(IncidentsApi.entry(e)));
    }

    /** Called once an entry is committed; neither blocks nor throws. */
    void tell(Entry e) {
        streams.tell(e.incident(), () -> event(e));
    }

    /** Registers before anything is read from the database, so that nothing falls between the two. */
    EventStreams.Stream open(Set<String> incidents) {
        return streams.open(incidents);
    }

    static void begin(EventStreams.Stream stream, HttpServerResponse to, List<Entry> missed) {
        stream.begin(to, missed.stream().map(Streams::event).toList());
    }

    @Override
    public void close() {
        streams.close();
    }
}
