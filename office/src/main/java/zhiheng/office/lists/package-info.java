/** Lists that an act is checked against when it is entered: what may be done, what may not, what is tolerated, what is deliberated first. */
@org.jspecify.annotations.NullMarked
package zhiheng.office.lists;
