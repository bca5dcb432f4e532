package org.quoin.ledger.core.state;

import static org.quoin.ledger.core.state.Keys.bit;
import static org.quoin.ledger.core.state.Keys.difference;

import org.jspecify.annotations.Nullable;

/**
 * What a page becomes by edits. Where other values stand in the same leaves, that is a copy. Otherwise it lists the leaves
 * that there will be, and joins them and those parts of the page that stay subtrees: nothing is hashed that was already.
 *
 * <p>One for each batch: it is not safe for concurrent use.
 */
final class PageEditor {
    private static final int NEW = -1;
    private static final byte[] NONE = {};

    private final Hasher hasher;
    private final byte[][] paths = new byte[Page.MOST][];

    /** For each leaf that there will be, which one of the page it is, or {@link #NEW}. */
    private final int[] kept = new int[Page.MOST];

    /** For each leaf that is new, its value. */
    private final byte[][] values = new byte[Page.MOST][];

    private int count;
    private boolean changed;
    private @Nullable Page before;
    private @Nullable Page after;

    PageEditor(Hasher hasher) {
        this.hasher = hasher;
    }

    /**
     * Whether what a page becomes is one again, or nothing; {@link #page} is that.
     *
     * @param page null for no leaf
     */
    boolean edit(@Nullable Page page, Edit[] edits, int from, int to) {
        before = page;
        after = page == null ? null : page.replace(edits, from, to, hasher);
        if (after != null) {
            return true;
        }
        if (!list(edits, from, to)) {
            return false;
        }
        after = !changed ? page : count == 0 ? null : join(0, count - 1);
        return true;
    }

    @Nullable
    Page page() {
        return after;
    }

    /** Lists the leaves that there will be; false if they are too many for a page. */
    private boolean list(Edit[] edits, int from, int to) {
        count = 0;
        changed = false;
        int leaf = 0;
        boolean room = true;
        for (int i = from; i < to && room; i++) {
            Edit edit = edits[i];
            int order = order(leaf, edit);
            while (order < 0 && room) {
                room = keep(leaf++);
                order = order(leaf, edit);
            }
            boolean there = order == 0;
            if (there && isIn(leaf, edit)) {
                room &= keep(leaf);
            } else {
                changed |= there || edit.value != null;
                room &= edit.value == null || add(NEW, edit.path, edit.value);
            }
            leaf += there ? 1 : 0;
        }
        while (room && before != null && leaf < before.count()) {
            room = keep(leaf++);
        }
        return room;
    }

    /** Of a leaf of the page, and an edit; after the last leaf comes every other. */
    private int order(int leaf, Edit edit) {
        return before == null || leaf == before.count() ? 1 : before.compare(leaf, edit.path);
    }

    private boolean isIn(int leaf, Edit edit) {
        return before != null && edit.value != null && before.isValue(leaf, edit.value);
    }

    private boolean keep(int leaf) {
        return before == null || add(leaf, before.path(leaf), NONE);
    }

    private boolean add(int leaf, byte[] path, byte[] value) {
        if (count == Page.MOST) {
            return false;
        }
        kept[count] = leaf;
        paths[count] = path;
        values[count] = value;
        count++;
        return true;
    }

    /** The subtree of some of the leaves listed. */
    private Page join(int from, int to) {
        if (before != null && isPart(before, from, to)) {
            return before.part(kept[from], kept[to] + 1);
        }
        if (from == to) {
            return Page.of(paths[from], values[from], hasher);
        }
        int bit = difference(paths[from], paths[to]);
        int right = from;
        while (!bit(paths[right], bit)) {
            right++;
        }
        Page onTheLeft = join(from, right - 1);
        Page onTheRight = join(right, to);
        return Page.join(bit, onTheLeft, onTheRight, hasher.node(bit, onTheLeft.hash(), onTheRight.hash()));
    }

    /** Whether leaves that are a subtree were one in the page. */
    private boolean isPart(Page page, int from, int to) {
        for (int i = from; i <= to; i++) {
            if (kept[i] == NEW || kept[i] != kept[from] + i - from) {
                return false;
            }
        }
        return page.isSubtree(kept[from], kept[to]);
    }
}
