package zhiheng.watch.season;

public final class K {
    public static double xi0=0.144, k0=35.9, tailMem=10000, floorU=3.37;
    public static double profRate=0.118, weekRate=0.227, clip=4.15, errMem=846, arMem=190;
    public static double w1=4.31, w2=38.1, wv=8.46;
    public static double cA=0.800,
            cR2=2.23,
            cVu=1.2,
            cVd=.6,
            margin=1.93,
            damp=0.116,
            refFrac=0.118,
            refMin=7.97,
            refMax=392;
    public static double minScale=0, levelDays=0.506, warm=156, scaleMem=3.32e+03;
  public static double cF=0, wN=0, minDev=.05, q=0, w4=6, cD=0, cS=0, cL=0, second=0.219, w3=185, cR3=0;
  public static double tailN=1, rest=0.328, cB=0.00, binScale=0.0949;
  public static double tol=0.0181, rankK=1;
  public static double cY=0, cY2=0, meanMem=9.94e+03;
}
