// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QRect>
#include <QString>

class QWidget;

namespace ui {

class ElidedLabel;

// The lines of a presentation above and below its picture: the question, where it stands, and one
// headline number; what happens next, and the keys.
class PresentLines
{
public:
    explicit PresentLines(QWidget &content); // which owns them

    void setLook(const Look &look);
    void say(const QString &title, const QString &progress, const QString &headline);
    void setKeys(const QString &keys); // empty: those of a step
    void setCaption(const QString &caption);
    [[nodiscard]] QString caption() const;
    [[nodiscard]] const QWidget &headline() const;
    // What they leave in the middle of the content.
    QRect place();

private:
    QWidget &m_content;
    Look m_look;
    ElidedLabel *m_title;
    ElidedLabel *m_progress;
    ElidedLabel *m_headline;
    ElidedLabel *m_caption;
    ElidedLabel *m_keys;
};

} // namespace ui
