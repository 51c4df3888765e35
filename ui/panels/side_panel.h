// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QWidget>

class QScrollArea;

namespace ui {

class Column;
class ScrollBar;

// The frame of a left panel: controls that scroll, a footer beneath them, a line at the edge.
class SidePanel : public QWidget
{
    Q_OBJECT

public:
    [[nodiscard]] QSize
    sizeHint() const override; // 256 logical pixels wide, or as wide as its words need
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {sizeHint().width(), m_isBare ? 0 : m_look.ipx(200)};
    }

    [[nodiscard]] int heightForWidth(int width) const override; // of a bare one
    // Scrolls, once its rows have their places.
    void bringIntoView(QWidget &control);

Q_SIGNALS:
    void scrolled(); // its controls have other places

protected:
    explicit SidePanel(QWidget *parent);

    [[nodiscard]] Column &column() { return *m_column; }
    [[nodiscard]] const Look &look() const { return m_look; }
    // Once the controls are in the column.
    void closeColumn();
    // From now on the controls alone, without frame and footer, as a part of another panel.
    void setBare();
    [[nodiscard]] bool isBare() const { return m_isBare; }
    void scrollToTop();
    // After the controls have their look.
    void setFrameLook(const Look &look);
    // What the footer holds lies in it, from left to right as it is mirrored.
    [[nodiscard]] QRect footer() const;
    virtual void placeFooter() = 0;
    // The first control of these names that is not hidden; null: none.
    [[nodiscard]] QWidget *firstShown(const QStringList &ids) const;
    // The part of the panel in which the controls are seen.
    [[nodiscard]] QRect seen() const;
    // After scrolling or a new size.
    virtual void placeOverControls() {}
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();

    Look m_look;
    QScrollArea *m_scroll;
    ScrollBar *m_bar;
    Column *m_column;
    bool m_isBare = false;
};

} // namespace ui
