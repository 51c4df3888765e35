// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/accessible_items.h"
#include "ui/paint/look.h"
#include "ui/words/kpi_texts.h"

#include <QWidget>

namespace ui {

class FocusRing;
class IconButton;
struct KpiCard;

// The five headline numbers, as cards side by side.
class KpiStrip : public QWidget, public AccessibleItems
{
    Q_OBJECT

public:
    explicit KpiStrip(QWidget *parent = nullptr);

    void setSnapshot(const core::SnapshotPtr &snapshot); // null: dashes
    // Another result: the notes say how the figures differ from its. Null: none.
    void setAgainst(const core::SnapshotPtr &other);
    // Figures that were not simulated, to be read: nothing happens on a click.
    void setTexts(const KpiTexts &texts);
    // Which of the three the idle card shows.
    void setBubble(core::BubbleDefinition definition);
    void setLook(const Look &look);
    [[nodiscard]] QString tipOf(int index) const;
    [[nodiscard]] const KpiTexts &texts() const { return m_texts; }
    // Low cards with only title and value, where height is scarce.
    void setCompact(bool compact);
    [[nodiscard]] bool isCompact() const { return m_compact; }
    // Whether full cards fit side by side.
    [[nodiscard]] bool fitsInOneRow(int width) const;

    [[nodiscard]] int itemCount() const override;
    [[nodiscard]] Item itemAt(int index) const override;
    [[nodiscard]] QAccessible::Role itemRole() const override { return QAccessible::ListItem; }
    void chooseItem(int index) override;

    // The note below the value as shown: full, brief, or elided.
    [[nodiscard]] QString shownNote(int index) const;

    // 76 logical pixels high, the shadow included.
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    void bubbleClicked(); // the idle card
    void stepClicked();   // the first card, or the button in it

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void showTexts();
    void describeTexts();
    void placeButton();
    [[nodiscard]] bool showsBubble() const;
    void goTo(int index);
    void showTip(int index, const QPoint &globalPosition);
    void showRing(Qt::FocusReason reason);
    [[nodiscard]] double cardHeight() const; // logical
    [[nodiscard]] double gap() const;
    [[nodiscard]] QRectF cardRect(int index) const;
    [[nodiscard]] int cardsInRow(int width) const;
    [[nodiscard]] KpiCard cardAt(int index) const;

    core::SnapshotPtr m_snapshot;
    core::SnapshotPtr m_against;
    core::BubbleDefinition m_bubble = core::BubbleDefinition::IdleOverStep;
    KpiTexts m_texts = emptyKpiTexts();
    Look m_look;
    bool m_compact = false;
    bool m_readOnly = false;   // figures of something else than a snapshot
    int m_current = 0;         // that the keyboard is on
    IconButton *m_assumptions; // in the first card
    QPointer<FocusRing> m_focusRing;
};

} // namespace ui
