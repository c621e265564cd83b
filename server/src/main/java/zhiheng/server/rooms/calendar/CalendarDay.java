package zhiheng.server.rooms.calendar;

import java.time.LocalDate;

/**
 * A last day, for somebody's calendar.
 *
 * @param id what falls due; with the day it is the event's UID, so that the same day of the same thing is the same event
 * @param path the page about it
 */
public record CalendarDay(String id, LocalDate day, String title, String text, String path) {}
