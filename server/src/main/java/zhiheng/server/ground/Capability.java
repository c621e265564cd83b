package zhiheng.server.ground;

import java.net.URI;
import java.util.List;
import java.util.Set;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Aside;
import zhiheng.server.ground.page.Asset;
import zhiheng.server.ground.page.Found;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Owed;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.ground.tell.Tidings;

/**
 * Something the server can do, whole: its tables, addresses, pages, menu entries and commands, from one folder. What it needs of
 * other rooms it is given by its constructor, which does nothing else; {@link #open} builds it.
 *
 * <p>The house calls in this order: {@link #schema} and {@link #words} of all, {@link #open} of each as the list has them, then
 * {@link #endpoints}, {@link #pages}, {@link #nav} and {@link #assets}, once the port is open {@link #start}, and at the end
 * {@link #close} backwards.
 */
public interface Capability extends AutoCloseable {
    /** The rooms that this one may import, by their folders' names; a test holds it to that. */
    default Set<String> uses() {
        return Set.of();
    }

    /** The changes of the schema, oldest first. */
    default List<Migration> schema() {
        return List.of();
    }

    /** Whether {@code words_zh.properties} and {@code words_en.properties} lie beside this class. */
    default boolean words() {
        return false;
    }

    /** Makes what the room is made of. Nothing from outside reaches it yet. */
    default void open(House house) {}

    default List<Endpoint> endpoints() {
        return List.of();
    }

    default void pages(Pages pages) {}

    default List<Nav> nav() {
        return List.of();
    }

    /** What pages of other rooms show of this one about a system. */
    default List<Aside> asides() {
        return List.of();
    }

    /** What this room knows to be owed beside the duties that packs find. */
    default List<Owed.Source> owed() {
        return List.of();
    }

    /** What is found in this room by what somebody types; asked for once the house is open. */
    default List<Found.Source> finds() {
        return List.of();
    }

    /** What this room has to tell people; asked for once the house is open. */
    default List<Tidings> tidings() {
        return List.of();
    }

    /** What must be well for this room to do its work. */
    default List<Check> checks() {
        return List.of();
    }

    /** What this room keeps of people or in their words. */
    default List<Kept> kept() {
        return List.of();
    }

    /** Takes away what this room holds of a person who is erased, but for ids. */
    default void forgetPerson(TxSql sql, String person) {}

    /** Takes away what this room holds in people's words about a system that is erased. */
    default void forgetSystem(TxSql sql, String system) {}

    default List<Asset> assets() {
        return List.of();
    }

    /** Classes of commands, as picocli reads them. Asked for without a house. */
    default List<Class<?>> commands() {
        return List.of();
    }

    /** Begins what goes on by itself. {@code address} is where the server is reached. */
    default void start(URI address) {}

    /** The server is about to stop: whoever waits here for something to happen is answered now. */
    default void leave() {}

    @Override
    default void close() throws Exception {}
}
