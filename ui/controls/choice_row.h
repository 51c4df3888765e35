// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/focus_ring.h"
#include "ui/paint/look.h"

#include <QAbstractButton>
#include <QList>

namespace ui {

struct ChoiceItem
{
    QString id;
    QString text;
    QString toolTip;
};

// How a row of exclusive choices is drawn.
enum class ChoiceStyle {
    Tiles,         // separate boxes in columns: the strategies
    Segments,      // one joined box: the modes
    SmallSegments, // the same, as low as a line of text allows: what colours mean
    Tabs           // underlined words: the lower pane
};

// One choice of a row.
class ChoiceButton : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Place { Alone, First, Middle, Last }; // within joined segments

    ChoiceButton(ChoiceStyle style, const ChoiceItem &item, QWidget *parent);

    [[nodiscard]] QString id() const { return m_id; }
    void setLook(const Look &look);
    void setPlace(Place place);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    // Qt would uncheck a lone choice again.
    void nextCheckState() override { setChecked(true); }
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void paintTile(QPainter &painter);
    void paintSegment(QPainter &painter);
    void paintTab(QPainter &painter);
    [[nodiscard]] QFont textFont() const;

    ChoiceStyle m_style;
    QString m_id;
    Place m_place = Place::Alone;
    Look m_look;
    QPointer<FocusRing> m_focusRing;
};

// Exactly one of a few: tiles, mode switch or tabs. Arrow keys move among them, Tab leaves.
class ChoiceRow : public QWidget
{
    Q_OBJECT

public:
    explicit ChoiceRow(ChoiceStyle style, QWidget *parent = nullptr);

    void setItems(const QList<ChoiceItem> &items);
    // Selects without a signal; an unknown id selects none.
    void setCurrent(const QString &id);
    [[nodiscard]] QString current() const { return m_current; }
    void setLook(const Look &look);
    void setFills(bool fills); // segments share the width that there is

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(const QString &id); // by the user, not by setCurrent()
    // Of the one that is chosen already.
    void chosenAgain(const QString &id);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();
    [[nodiscard]] double segmentWidth() const;
    [[nodiscard]] bool isJoined() const;

    ChoiceStyle m_style;
    Look m_look;
    QList<ChoiceButton *> m_buttons;
    QString m_current;
    QString m_before; // current when a button was pressed
    bool m_fills = false;
};

class TileGroup : public ChoiceRow
{
    Q_OBJECT

public:
    explicit TileGroup(QWidget *parent = nullptr) : ChoiceRow(ChoiceStyle::Tiles, parent) {}
};

class SegmentedSwitch : public ChoiceRow
{
    Q_OBJECT

public:
    explicit SegmentedSwitch(QWidget *parent = nullptr) : ChoiceRow(ChoiceStyle::Segments, parent)
    {}
};

class TabStrip : public ChoiceRow
{
    Q_OBJECT

public:
    explicit TabStrip(QWidget *parent = nullptr) : ChoiceRow(ChoiceStyle::Tabs, parent) {}
};

} // namespace ui
