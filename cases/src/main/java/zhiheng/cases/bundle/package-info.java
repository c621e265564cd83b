/**
 * What goes to another organisation: a parcel (what it is, from whom, to whom, under which TLP mark), the fields that are given,
 * and the file that carries both with a seal. Everything not given is there as a salted digest only. Pure: no storage, no log.
 */
@org.jspecify.annotations.NullMarked
package zhiheng.cases.bundle;
