// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"
#include "ui/words/kpi_texts.h"

#include <QWidget>

namespace ui {

class IconButton;

// The five headline numbers, as cards beside each other.
class KpiStrip : public QWidget
{
    Q_OBJECT

public:
    explicit KpiStrip(QWidget *parent = nullptr);

    void setSnapshot(const core::SnapshotPtr &snapshot); // null: dashes
    // Which of the three the idle card shows.
    void setBubble(core::BubbleDefinition definition);
    void setLook(const Look &look);
    [[nodiscard]] QString tipOf(int index) const;
    [[nodiscard]] const KpiTexts &texts() const { return m_texts; }
    // What stands below the value, as it is shown: whole, brief, or cut in the end.
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
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void showTexts();
    void placeButton();
    [[nodiscard]] bool showsBubble() const;
    [[nodiscard]] QRectF cardRect(int index) const;
    [[nodiscard]] int cardsInRow(int width) const;
    [[nodiscard]] double padding() const;
    [[nodiscard]] QFont noteFont(const QString &note, double room) const;
    [[nodiscard]] QFont unitFont(const KpiText &text, double room) const;
    [[nodiscard]] KpiText fitted(KpiText text, double room) const;
    void paintKpi(QPainter &painter, const QRectF &card, const KpiText &whole) const;
    void paintBar(QPainter &painter, const QRectF &card, const KpiText &text) const;

    core::SnapshotPtr m_snapshot;
    core::BubbleDefinition m_bubble = core::BubbleDefinition::IdleOverStep;
    KpiTexts m_texts = emptyKpiTexts();
    Look m_look;
    IconButton *m_assumptions; // in the first card
};

} // namespace ui
