/** Forms of reports as data, and what of them the record of an incident fills. */
@org.jspecify.annotations.NullMarked
package zhiheng.cases.reports;
