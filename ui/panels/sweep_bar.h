// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/card.h"

namespace ui {

class ElidedLabel;
class PushButton;

// The foot of mode Sweep: how far it has come, what is selected, and what can be done with it.
class SweepBar : public Card
{
    Q_OBJECT

public:
    explicit SweepBar(QWidget *parent = nullptr);

    void setProgress(std::size_t done, std::size_t all, bool isBusy);
    // What is selected, in one line; empty: nothing.
    void setPoint(const QString &sentence, bool canBeOpened);
    [[nodiscard]] QString text() const;
    void setLook(const Look &look);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void cancelRequested();
    void restartRequested();
    void openRequested();
    void pinRequested();
    void saveRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showText();
    void place();

    Look m_look;
    double m_share = 0;
    bool m_isBusy = false;
    QString m_progress;
    QString m_sentence;
    ElidedLabel *m_label;
    PushButton *m_cancel;
    PushButton *m_restart;
    PushButton *m_open;
    PushButton *m_pin;
    PushButton *m_save;
};

} // namespace ui
