// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QDialog>

class QLabel;

namespace ui {

class Mode;

// Everything about one device at the current moment, in words and exact figures, in a window of its
// own.
class DeviceInspector : public QDialog
{
    Q_OBJECT

public:
    // Of the step that the mode shows.
    DeviceInspector(const Mode &mode, QWidget *parent);

    void inspect(int device);
    void setLook(const Look &look);
    [[nodiscard]] QString text() const;

private:
    void renew();
    void fitText();
    void showText(const QString &text);

    const Mode &m_mode;
    int m_device = 0;
    QLabel *m_title;
    QLabel *m_text;
};

} // namespace ui
