// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QDialog>

class QLabel;

namespace ui {

class Document;
class Playback;

// Everything about one device at the moment, in words and exact figures, beside the window.
class DeviceInspector : public QDialog
{
    Q_OBJECT

public:
    DeviceInspector(Document &document, Playback &playback, QWidget *parent);

    void inspect(int device);
    void setLook(const Look &look);
    [[nodiscard]] QString text() const;

private:
    void renew();
    void showText(const QString &text);

    Document &m_document;
    Playback &m_playback;
    int m_device = 0;
    QLabel *m_title;
    QLabel *m_text;
};

} // namespace ui
