// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QAbstractButton>

namespace ui {

// A challenge in the list: its number, or a check mark once it is solved.
class ChallengeRow : public QAbstractButton
{
    Q_OBJECT

public:
    // number: from 1.
    ChallengeRow(int number, const QString &title, QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setSolved(bool solved);
    void setCurrent(bool current);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void nameIt();

    int m_number;
    Look m_look;
    bool m_isSolved = false;
    bool m_isCurrent = false;
};

} // namespace ui
