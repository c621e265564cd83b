package zhiheng.gateway.permit;

/** What a system has used today, and how many of its calls are on their way. */
public record Used(long calls, long users, long tokens, int concurrent) {}
