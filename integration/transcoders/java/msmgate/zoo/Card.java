package msmgate.zoo;

import java.io.Serializable;

/** A bean as they are in books, with getters and setters: what flexjson can store and load. */
public class Card implements Serializable {
    private static final long serialVersionUID = 4L;

    private String title;
    private boolean open;
    private int rank;
    private double weight;
    private Card next;

    public String getTitle() {
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }

    public boolean isOpen() {
        return open;
    }

    public void setOpen(boolean open) {
        this.open = open;
    }

    public int getRank() {
        return rank;
    }

    public void setRank(int rank) {
        this.rank = rank;
    }

    public double getWeight() {
        return weight;
    }

    public void setWeight(double weight) {
        this.weight = weight;
    }

    public Card getNext() {
        return next;
    }

    public void setNext(Card next) {
        this.next = next;
    }
}
