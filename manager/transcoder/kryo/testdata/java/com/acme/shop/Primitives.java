package com.acme.shop;

import java.io.Serializable;

public class Primitives implements Serializable {
    boolean z;
    byte b;
    char c;
    short s;
    int i;
    long j;
    float f;
    double d;
    Boolean wz;
    Byte wb;
    Character wc;
    Short ws;
    Integer wi;
    Long wj;
    Float wf;
    Double wd;
    int[] ints;
    String[] strings;
    Object nothing;
}
