package zhiheng.office.acts;

/** A transaction under way. What can be done in it is told by a {@link Port}, one for each domain. */
public interface Transaction {}
