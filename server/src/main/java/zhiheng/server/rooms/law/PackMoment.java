package zhiheng.server.rooms.law;

/**
 * A day in the life of an instrument.
 *
 * @param what happens: it is published, rules begin or end, its pack is changed
 * @param coming whether it lies ahead
 * @param href where one sees what it means for systems; "" for none
 */
public record PackMoment(String day, String what, boolean coming, String href) {}
