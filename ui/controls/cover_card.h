// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/card.h"

namespace ui {

// Stands where something is not to be seen yet.
class CoverCard : public Card
{
    Q_OBJECT

public:
    explicit CoverCard(QWidget *parent = nullptr);
    void setLook(const Look &look);
    void setWords(const QString &words); // "hidden until you predict" without others
    [[nodiscard]] QSize minimumSizeHint() const override; // so high that the words are whole

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
    QString m_words;
};

} // namespace ui
