// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QWidget>

namespace ui {

// A surface with rounded corners that holds a pane; it paints 2 px of shadow at its lower edge.
class Card : public QWidget
{
    Q_OBJECT

public:
    explicit Card(QWidget *parent = nullptr);
    void setLook(const Look &look);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
};

} // namespace ui
