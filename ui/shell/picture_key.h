// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QList>
#include <QPainter>
#include <QRectF>
#include <QString>

#include <functional>

namespace ui {

// What a colour, a pattern, a line or a shape stands for, and a piece of it as it is painted.
struct KeyRow
{
    QString meaning;
    std::function<void(QPainter &painter, const QRectF &rect, const Look &look)> paint;
};

struct KeyGroup
{
    QString title; // where it is seen
    QList<KeyRow> rows;
};

// Of all pictures of the program, made from the tables that these are painted by.
[[nodiscard]] QList<KeyGroup> pictureKey();

} // namespace ui
