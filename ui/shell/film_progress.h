// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/film_maker.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QProgressDialog;
class QWidget;

namespace ui {

// Makes a film while the window stays alive: a frame in each turn of the event loop, with progress
// and Cancel.
class FilmProgress : public QObject
{
    Q_OBJECT

public:
    FilmProgress(std::unique_ptr<FilmMaker> maker, QWidget *parent);

Q_SIGNALS:
    void finished();
    void failed(const QString &sentence);
    void cancelled(); // the file is what it was

private:
    void step();
    void stop();

    std::unique_ptr<FilmMaker> m_maker;
    QProgressDialog *m_dialog;
    QTimer m_turn;
};

} // namespace ui
