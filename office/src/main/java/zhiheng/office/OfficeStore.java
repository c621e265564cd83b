package zhiheng.office;

/** Where the office keeps its state. */
public interface OfficeStore {}
