package msmgate.border;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import msmgate.shop.Ledger;
import msmgate.zoo.Card;
import msmgate.zoo.Diary;
import msmgate.zoo.Gadget;
import msmgate.zoo.Hiding;
import msmgate.zoo.Key;
import msmgate.zoo.Link;
import msmgate.zoo.Money;
import msmgate.zoo.Mood;
import msmgate.zoo.Outer;
import msmgate.zoo.Parcel;
import msmgate.zoo.Roster;

/** Objects of an application's classes. */
final class Beans {
    private Beans() {
    }

    static void add() {
        Kinds.holder("gadget", Beans::gadget);
        Kinds.leaf("gadget.bare", g -> g.keep(new Gadget(1, null, "bare")));
        Kinds.holder("hiding", g -> {
            Hiding hiding = g.keep(new Hiding(g.number(), "inherited", "own", null));
            hiding.number = g.orNull();
            return hiding;
        });
        Kinds.leaf("card", Beans::card);
        Kinds.leaf("key", g -> g.keep(new Key(g.text(), g.number())));
        Kinds.holder("chain", Beans::chain);
        Kinds.leaf("inner", g -> g.keep(new Outer(g.text(), g.random.nextInt(9)).inner));
        Kinds.leaf("outer", g -> g.keep(new Outer(g.text(), 3)));
        Kinds.holder("diary", g -> g.keep(new Diary(g.text(), g.random.ints(g.random.nextInt(500)).toArray(), g.orNull())));
        Kinds.leaf("ledger", g -> g.keep(new Ledger(g.text(), new ArrayList<String>(Arrays.asList(g.text(), g.text())))));
        Kinds.holder("parcel", g -> g.keep(new Parcel(g.number(), g.orNull())));
        Kinds.holder("roster", Beans::roster);
        Kinds.leaf("money", g -> g.keep(new Money(Numbers.wide(g.random), "EUR")));
    }

    private static Object gadget(Graphs g) {
        Gadget gadget = g.keep(new Gadget(g.number(), g.text(), g.text()));
        gadget.flag = g.random.nextBoolean();
        gadget.tiny = (byte) g.number();
        gadget.letter = "az<\u20ac".charAt(g.random.nextInt(4));
        gadget.small = (short) g.number();
        gadget.count = g.number();
        gadget.big = Numbers.wide(g.random);
        gadget.single = 1.5f * g.random.nextInt(100);
        gadget.amount = g.real();
        if (g.random.nextBoolean()) {
            gadget.maybe = true;
            gadget.boxed = g.number();
            gadget.wide = (long) g.number();
            gadget.ratio = 0.25;
            gadget.text = g.text();
            gadget.mood = Mood.CURIOUS;
            gadget.ints = new int[] {1, 2};
            gadget.words = new String[] {"w", g.text()};
        }
        gadget.any = g.orNull();
        gadget.numeric = g.has("long") ? (Number) Numbers.wide(g.random) : null;
        if (g.random.nextBoolean()) {
            gadget.list = new ArrayList<Object>();
            gadget.list.add(g.some());
            gadget.map = new LinkedHashMap<String, Object>();
            gadget.map.put("k", g.some());
            gadget.things = new Object[] {g.orNull()};
        }
        if (g.shares() && g.random.nextInt(3) == 0) {
            gadget.next = gadget;
        } else if (g.size() > 2) {
            gadget.next = (Gadget) gadget(g);
        }
        return gadget;
    }

    private static Object roster(Graphs g) {
        Roster roster = g.keep(new Roster());
        roster.names = strings(g);
        roster.same = g.shares() && g.random.nextInt(4) == 0 ? roster.names : null;
        roster.numbers = new LinkedHashSet<Long>(Collections.singleton((long) g.number()));
        roster.wild = new ArrayList<Number>(Arrays.asList(g.number(), g.number()));
        if (g.random.nextBoolean()) {
            roster.counts = new LinkedHashMap<String, Integer>();
            roster.counts.put(g.text(), g.number());
            roster.anything = new HashMap<Integer, Object>();
            roster.anything.put(g.number(), g.orNull());
            roster.plain = new HashMap<String, String>();
            roster.plain.put(g.text(), g.text());
        }
        if (g.random.nextBoolean()) {
            roster.groups = new LinkedHashMap<String, List<String>>();
            roster.groups.put("group", strings(g));
            roster.deep = new ArrayList<List<String>>(Arrays.asList(strings(g), strings(g)));
        }
        return roster;
    }

    private static List<String> strings(Graphs g) {
        return new ArrayList<String>(Arrays.asList(g.text(), null, g.text()));
    }

    private static Object card(Graphs g) {
        Card card = g.keep(new Card());
        card.setTitle(g.text());
        card.setOpen(g.random.nextBoolean());
        card.setRank(g.number());
        card.setWeight(1 + g.random.nextInt(1000) / 8.0);
        if (g.random.nextInt(3) == 0) {
            card.setNext((Card) card(g));
        }
        return card;
    }

    /** Nests as deep as it is long; now and then it bites its tail. */
    private static Object chain(Graphs g) {
        Link first = g.keep(new Link());
        Link last = first;
        for (int i = g.random.nextInt(20) == 0 ? 100 : g.random.nextInt(4); i > 0; i--) {
            last.next = new Link();
            last = last.next;
        }
        last.value = g.some();
        first.value = g.shares() && g.random.nextInt(4) == 0 ? last : null;
        return first;
    }
}
