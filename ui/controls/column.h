// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QLabel>
#include <QWidget>

#include <vector>

namespace ui {

// A line of text in the colours of the theme, over a group of controls.
class Heading : public QLabel
{
    Q_OBJECT

public:
    explicit Heading(const QString &text, QWidget *parent = nullptr);
    void setLook(const Look &look);
};

// The widget's height follows from its width: it overrides heightForWidth().
void followWidth(QWidget &widget);

// Widgets one below the other, each as high as it asks for, with gaps that grow with the zoom.
// Hidden ones take no room.
class Column : public QWidget
{
    Q_OBJECT

public:
    explicit Column(QWidget *parent = nullptr);

    // gap: logical pixels above the widget.
    void add(QWidget *widget, double gap);
    // Of all its widgets: they are hidden, and end when the events that are under way are over.
    void clear();
    // Places no row any more; the widgets stay.
    void release() { m_rows.clear(); }
    void setGap(const QWidget *widget, double gap);
    // A bar in the accent colour beside the widget, to draw attention to it.
    void setMarked(const QWidget *widget, bool marked);
    void setMargins(double left, double top, double right, double bottom); // logical
    void setLook(const Look &look);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    [[nodiscard]] const Look &look() const { return m_look; }
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Row
    {
        QWidget *widget;
        double gap;
        bool marked = false;
    };
    void place();

    std::vector<Row> m_rows;
    QMarginsF m_margins;
    Look m_look;
};

} // namespace ui
